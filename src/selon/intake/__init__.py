"""The other half of `pipeline`: joins the capture room to reading and to the ledger.

`forms`: files of every form to captures, captures to documents. `web`: addresses to captures, archived. `watch`:
sources polled on their own schedules. `custody`: seals with timestamps, bundles, versions. `inbox`: what came in,
newest first. Only `pipeline`, `desk` and `batch` import it.
"""

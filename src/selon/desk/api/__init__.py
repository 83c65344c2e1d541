"""The desk's server: an API over a ledger, and the pages that are built from `desk/web`.

Modules that compute (`rows`, `graph`, `figures`, `sources`, `control`, `persons` …) know nothing of HTTP; `routes_*` hold the
routes, `app` joins them, `guard` and `access` decide who may ask what.
"""

"""What is shown: the command line; later the interface over HTTP and the reading desk in the browser."""

"""Who does the work: this process, several processes of this machine, or the workers of a Dask cluster."""

"""What ships with Xiwei: policies, synthetic sample pools and their generator (README.md tells the provenance)."""

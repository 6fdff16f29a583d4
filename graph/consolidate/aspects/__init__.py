"""One module an aspect: what two accounts of one happening say of it, and whether both can be so."""

"""The one way out to the network: fetching over http and https. Decides no schedule and stores nothing."""

from wireroom.edge.http.client import HttpClient, open_http
from wireroom.edge.http.network import Network, default_network

__all__ = ["HttpClient", "Network", "default_network", "open_http"]

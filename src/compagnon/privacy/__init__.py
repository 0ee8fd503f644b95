"""What the law on personal data asks of a network: record of processing, notices, requests, export, holds, erasure, retention, breaches.

What is held is declared by each app in its `privacy.py` (`core.holdings`); this app knows no model of a later chapter.
"""

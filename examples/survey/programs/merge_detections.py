#!/usr/bin/python3
"""Makes one list of what was found in several bands: detections within a second of arc are one object. usage: merge_detections.py LIST CATALOGUE..."""
import sys
import numpy as np

out, catalogues = sys.argv[1], sys.argv[2:]
RADIUS = 1 / 3600
merged = np.empty((0, 3))
for name in catalogues:
    found = np.loadtxt(name, ndmin=2).reshape(-1, 4)[:, :3]   # ra, dec, flux over its error
    for ra, dec, quality in found[np.argsort(-found[:, 2])]:
        if len(merged):
            distance = np.hypot((merged[:, 0] - ra) * np.cos(np.radians(dec)), merged[:, 1] - dec)
            nearest = np.argmin(distance)
            if distance[nearest] < RADIUS:
                if quality > merged[nearest, 2]:
                    merged[nearest] = ra, dec, quality
                continue
        merged = np.vstack([merged, (ra, dec, quality)])
np.savetxt(out, np.column_stack([np.arange(1, len(merged) + 1), merged]), fmt=("%d", "%.8f", "%.8f", "%.2f"))
print(f"{len(merged)} objects of {len(catalogues)} bands")

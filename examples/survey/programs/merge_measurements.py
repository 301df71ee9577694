#!/usr/bin/python3
"""Chooses for each object the band in which it is measured best. usage: merge_measurements.py TABLE BAND=CATALOGUE..."""
import sys
import numpy as np

out, best = sys.argv[1], {}
for argument in sys.argv[2:]:
    band, name = argument.split("=", 1)
    for number, ra, dec, quality, spread in np.loadtxt(name, ndmin=2).reshape(-1, 5):
        if int(number) not in best or quality > best[int(number)][3]:
            best[int(number)] = (int(number), ra, dec, quality, spread, band)
with open(out, "w") as table:
    table.write("id,ra,dec,snr,half_light_radius,band\n")
    for number in sorted(best):
        table.write("%d,%.8f,%.8f,%.2f,%.3f,%s\n" % best[number])
print(f"{len(best)} objects")

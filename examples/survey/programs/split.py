#!/usr/bin/python3
"""Makes two plain FITS images of an exposure: its pixels, and their weights (0 where nothing is known). usage: split.py EXPOSURE IMAGE WEIGHT"""
import sys
import warnings
import numpy as np
from astropy.io import fits

warnings.simplefilter("ignore")
exposure, image, weight = sys.argv[1:]
with fits.open(exposure) as hdus:
    pixels, variance = hdus[1].data, hdus[3].data
    header = hdus[1].header.copy()
    known = np.isfinite(pixels) & np.isfinite(variance) & (variance > 0)
    for keyword in ("EXPTIME", "DATE-OBS", "FILTER", "OBSID", "DETECTOR"):
        if keyword in hdus[0].header:
            header[keyword] = hdus[0].header[keyword]
    # Counts above the mean level of a readout without light, and electrons for each of them.
    header["SATURATE"], header["GAIN"] = 57000.0, 1.5
    for keyword in ("EXTNAME", "EXTTYPE", "INHERIT", "XTENSION", "PCOUNT", "GCOUNT"):
        header.pop(keyword, None)
    # A median stands where nothing is known, so that nothing is made of it.
    fits.writeto(image, np.where(known, pixels, np.median(pixels[known])).astype("f4"), header)
    fits.writeto(weight, np.where(known, 1 / np.where(known, variance, 1), 0).astype("f4"), header)

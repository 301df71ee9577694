#!/usr/bin/python3
"""Measures a coadd at given places: the flux in a circle of 12 pixels less that of the sky around it, as AB-like magnitudes of the zero point 30.
usage: forced_photometry.py COADD WEIGHT OBJECTS TABLE"""
import sys
import warnings
import numpy as np
import sep
from astropy.io import fits
from astropy.wcs import WCS

warnings.simplefilter("ignore")
coadd, weights, objects, out = sys.argv[1:]
with fits.open(coadd) as hdus:
    pixels, header = hdus[0].data.astype("f4"), hdus[0].header
weight = fits.getdata(weights).astype("f4")
table = np.genfromtxt(objects, delimiter=",", names=True, dtype=None, encoding="ascii", ndmin=1)
x, y = WCS(header).all_world2pix(table["ra"], table["dec"], 0)
unseen = weight <= 0
error = np.where(unseen, 1e6, 1 / np.sqrt(np.where(unseen, 1, weight))).astype("f4")
flux, flux_error, flag = sep.sum_circle(pixels, x, y, 6.0, err=error, mask=unseen, bkgann=(14.0, 22.0))
with np.errstate(all="ignore"):
    magnitude = 30 - 2.5 * np.log10(flux)
seen = (x > 6) & (y > 6) & (x < pixels.shape[1] - 7) & (y < pixels.shape[0] - 7)
with open(out, "w") as file:
    file.write("id,ra,dec,flux,flux_error,magnitude,x,y\n")
    for row in zip(table["id"][seen], table["ra"][seen], table["dec"][seen], flux[seen], flux_error[seen], magnitude[seen], x[seen], y[seen]):
        file.write("%d,%.8f,%.8f,%.3f,%.3f,%.4f,%.3f,%.3f\n" % row)
print(f"{seen.sum()} of {len(table)} objects measured")

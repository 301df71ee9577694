namespace SkyButler.Imaging.Tests.Tables;

/// <summary>Python that prints a table of astropy's as <see cref="TableSamples.ExactLines"/> does.</summary>
internal static class AstropyLines
{
    public const string Script =
        """
        from astropy.table import Table, MaskedColumn
        import numpy.ma as ma, struct
        def element(x, masked=False):
            if masked is True or x is ma.masked: return '--'
            if isinstance(x, (bool, np.bool_)): return str(bool(x))
            if isinstance(x, (complex, np.complexfloating)): return f'<{number(x.real)}; {number(x.imag)}>'
            if isinstance(x, (float, np.floating)): return number(x)
            if isinstance(x, bytes): return x.decode()
            return str(x).rstrip(' ')
        def number(x):
            if np.isnan(x): return 'NaN'
            return str(int(x)) if abs(x) < 1e15 and x == int(x) else struct.pack('>d', float(x)).hex()
        def cell(c, i):
            v = c[i]
            if c.dtype == object and not isinstance(v, str): v = np.asarray([] if v is ma.masked else v)
            if isinstance(v, np.ndarray):
                if c.dtype == object and v.dtype.kind in 'SU': return ''.join(element(x) for x in v)
                m = np.asarray(ma.getmaskarray(v)).ravel()
                return '--' if len(m) and m.all() else ' '.join(element(x) for x in np.asarray(v).ravel())
            return element(v)
        def lines(t):
            return '\n'.join(n + ': ' + ' | '.join(cell(t[n], i) for i in range(len(t))) for n in t.colnames)
        """;
}

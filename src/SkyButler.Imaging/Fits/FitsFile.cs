using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Sources;

namespace SkyButler.Imaging.Fits;

/// <summary>
/// A FITS file that is read. Opening reads and checks all headers, and inflates a gzip stream (whatever the file is
/// called); pixels and tables are read when they are asked for. Reads may run at the same time.
/// </summary>
public sealed class FitsFile : IAsyncDisposable
{
    private readonly IByteSource _source;

    private FitsFile(IByteSource source, IReadOnlyList<FitsHdu> hdus)
    {
        _source = source;
        Hdus = hdus;
    }

    /// <summary>What messages call the file, usually its path.</summary>
    public string Name => _source.Name;

    /// <summary>All HDUs in their order.</summary>
    public IReadOnlyList<FitsHdu> Hdus { get; }

    /// <summary>The first HDU.</summary>
    public FitsHdu Primary => Hdus[0];

    /// <summary>Opens a file on disk. Its name is only a name: nothing in it is interpreted.</summary>
    /// <exception cref="FitsFormatException">It isn't FITS, is cut short, or its headers lie.</exception>
    /// <exception cref="ImagingException">It can't be opened.</exception>
    public static Task<FitsFile> OpenAsync(string path, FitsReadLimits? limits = null, CancellationToken cancellationToken = default) =>
        OpenAsync(new FileByteSource(path), limits, cancellationToken);

    /// <summary>Opens a file that is in memory.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="limits">What is accepted.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="FitsFormatException">It isn't FITS, is cut short, or its headers lie.</exception>
    public static Task<FitsFile> OpenAsync(
        ReadOnlyMemory<byte> bytes, string name, FitsReadLimits? limits = null, CancellationToken cancellationToken = default) =>
        OpenAsync(new MemoryByteSource(name, bytes), limits, cancellationToken);

    /// <summary>Opens a file behind any source of bytes, which is disposed of with the file.</summary>
    /// <exception cref="FitsFormatException">It isn't FITS, is cut short, or its headers lie.</exception>
    public static Task<FitsFile> OpenAsync(IByteSource source, FitsReadLimits? limits = null, CancellationToken cancellationToken = default) =>
        OpenFirstAsync(source, int.MaxValue, limits, cancellationToken);

    /// <summary>Opens the first HDUs of a file alone: nothing behind them is read or checked.</summary>
    /// <param name="source">The bytes, disposed of with the file.</param>
    /// <param name="hdus">How many HDUs to look at; fewer where the file has fewer.</param>
    /// <param name="limits">What is accepted.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="FitsFormatException">It isn't FITS, is cut short, or its headers lie.</exception>
    public static async Task<FitsFile> OpenFirstAsync(
        IByteSource source, int hdus, FitsReadLimits? limits = null, CancellationToken cancellationToken = default)
    {
        var accepted = limits ?? FitsReadLimits.Default;
        var opened = source;
        try
        {
            if (await InflatedByteSource.IsGzipAsync(source, cancellationToken).ConfigureAwait(false))
            {
                opened = await InflatedByteSource.InflateAsync(source, accepted, cancellationToken).ConfigureAwait(false);
                await source.DisposeAsync().ConfigureAwait(false);
            }

            var layouts = await HduScanner.ScanAsync(opened, accepted, hdus, cancellationToken).ConfigureAwait(false);
            return new FitsFile(opened, layouts.ConvertAll(layout => new FitsHdu(opened, layout, accepted)));
        }
        catch
        {
            await source.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The first HDU whose EXTNAME is this, without regard to case; null when there is none.</summary>
    public FitsHdu? Find(string name) => Hdus.FirstOrDefault(hdu => string.Equals(hdu.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The first HDU whose EXTTYPE is this; null when there is none.</summary>
    public FitsHdu? FindRole(string role) => Hdus.FirstOrDefault(hdu => string.Equals(hdu.Role, role, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads what lies behind the last HDU, which the standard allows; nothing if it is longer than accepted.</summary>
    internal async Task<byte[]> ReadRestAsync(int most, CancellationToken cancellationToken)
    {
        long length = _source.Length - Hdus[^1].End;
        if (length <= 0 || length > most)
            return [];
        var rest = new byte[length];
        await _source.ReadExactlyAsync(Hdus[^1].End, rest, cancellationToken).ConfigureAwait(false);
        return rest;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();
}

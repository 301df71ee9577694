using System.Collections;

namespace SkyButler.Imaging.Fits.Hdus;

/// <summary>
/// All HDUs of a FITS file in memory, with headers and data as they came. Lists of other HDUs, or in another order, are made of the old ones.
/// </summary>
public sealed class HduList : IReadOnlyList<HduCopy>
{
    private const int MostRest = 1 << 24;
    private readonly List<HduCopy> _hdus;
    private readonly byte[] _rest;

    /// <summary>A list of HDUs, which are shared with the lists that they come from.</summary>
    /// <exception cref="ImagingException">The first isn't one that can begin a file, or another is.</exception>
    public HduList(IEnumerable<HduCopy> hdus)
        : this([.. hdus], [])
    {
    }

    private HduList(List<HduCopy> hdus, byte[] rest)
    {
        (_hdus, _rest) = (hdus, rest);
        if (hdus.Count == 0 || !hdus[0].IsPrimary || hdus.Skip(1).Any(hdu => hdu.IsPrimary))
            throw new ImagingException("A list of HDUs begins with a primary HDU, and all others are extensions; put an HDU without data before them");
    }

    /// <inheritdoc/>
    public int Count => _hdus.Count;

    /// <inheritdoc/>
    public HduCopy this[int index] => _hdus[index];

    /// <summary>The first HDU whose EXTNAME is this, without regard to case; null when there is none.</summary>
    public HduCopy? Find(string name) => _hdus.Find(hdu => string.Equals(hdu.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a file on disk; of a gzip stream, what it holds.</summary>
    /// <exception cref="ImagingException">It can't be read, or has an HDU that is too large for memory.</exception>
    public static async Task<HduList> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        var file = await FitsFile.OpenAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
            return await ReadAsync(file, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads an open file, which isn't needed any more then.</summary>
    /// <exception cref="ImagingException">It can't be read, or has an HDU that is too large for memory.</exception>
    public static async Task<HduList> ReadAsync(FitsFile file, CancellationToken cancellationToken = default)
    {
        var hdus = new List<HduCopy>();
        foreach (var hdu in file.Hdus)
            hdus.Add(await HduCopy.OfAsync(file, hdu, cancellationToken).ConfigureAwait(false));
        return new(hdus, await file.ReadRestAsync(MostRest, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Makes HDUs of whatever a writer can write.</summary>
    /// <exception cref="ImagingException">It can't be written.</exception>
    public static async Task<HduList> MakeAsync(Func<FitsWriter, Task> write, CancellationToken cancellationToken = default)
    {
        using var stream = new MemoryStream();
        await write(new FitsWriter(stream)).ConfigureAwait(false);
        var file = await FitsFile.OpenAsync(stream.ToArray(), "new HDUs", cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
            return await ReadAsync(file, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes all HDUs to an empty file.</summary>
    /// <exception cref="ImagingException">A header was changed so that it doesn't fit its data.</exception>
    public async Task WriteAsync(FitsWriter writer, CancellationToken cancellationToken = default)
    {
        foreach (var hdu in _hdus)
            await hdu.WriteAsync(writer, cancellationToken).ConfigureAwait(false);
        await writer.WriteWholeAsync(_rest, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public IEnumerator<HduCopy> GetEnumerator() => _hdus.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

using SkyButler.Imaging.Fits.Headers;
using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Sources;

namespace SkyButler.Imaging.Fits.Hdus;

/// <summary>
/// One HDU with its header and data as they came. Cards of the header may be changed; what isn't changed is written byte for byte.
/// </summary>
public sealed class HduCopy
{
    private readonly byte[] _blocks;
    private readonly int _headerLength;
    private readonly FitsHeader _came;

    private HduCopy(FitsHdu hdu, byte[] blocks, int headerLength)
    {
        (Hdu, _blocks, _headerLength) = (hdu, blocks, headerLength);
        _came = hdu.Header.Clone();
        Header = hdu.Header.Clone();
    }

    /// <summary>Reads the image or table as the HDU came; its header is not the one that may be changed.</summary>
    public FitsHdu Hdu { get; }

    /// <summary>The cards that are written. Those of the layout (BITPIX, NAXISn, TFORMn …) have to fit the data as they are.</summary>
    public FitsHeader Header { get; }

    /// <summary>EXTNAME, if there is one.</summary>
    public string? Name => Header.FindString("EXTNAME")?.Trim();

    /// <summary>The data's bytes as they are in files, without padding.</summary>
    public ReadOnlyMemory<byte> Data => _blocks.AsMemory(_headerLength, (int)Hdu.DataLength);

    internal bool IsPrimary => _came[0].Keyword == "SIMPLE";

    internal static async Task<HduCopy> OfAsync(FitsFile file, FitsHdu hdu, CancellationToken cancellationToken)
    {
        if (hdu.WholeLength > Array.MaxLength)
            throw new ImagingException($"{file.Name}: HDU {hdu.Index} has {hdu.WholeLength} bytes, more than can be held: copy the file, or read parts of it");
        var blocks = await hdu.ReadWholeAsync(cancellationToken).ConfigureAwait(false);
        return new(hdu.Over(new MemoryByteSource(file.Name, blocks)), blocks, (int)(hdu.WholeLength - FitsBlocks.RoundUp(hdu.DataLength)));
    }

    internal async Task WriteAsync(FitsWriter writer, CancellationToken cancellationToken)
    {
        if (Header.SequenceEqual(_came))
        {
            await writer.WriteWholeAsync(_blocks, cancellationToken).ConfigureAwait(false);
            return;
        }

        RequireFit();
        var cards = new CardWriter();
        // It was the sum over the old header; that of the data still holds.
        foreach (var card in Header.Where(card => card.Keyword != "CHECKSUM"))
            cards.Write(card);
        await writer.WriteWholeAsync(cards.ToBlocks(), cancellationToken).ConfigureAwait(false);
        await writer.WriteWholeAsync(_blocks.AsMemory(_headerLength), cancellationToken).ConfigureAwait(false);
    }

    // A header that tells of other data than follow makes the rest of the file unreadable.
    private void RequireFit()
    {
        string what = $"the changed header of HDU {Hdu.Index} ({Name ?? "no name"})";
        var found = HduScanner.Describe(what, long.MaxValue, IsPrimary ? 0 : 1, Header, 0);
        if (found.Kind != Hdu.Kind || found.DataLength != Hdu.DataLength || Header[0].Keyword != _came[0].Keyword)
            throw new ImagingException($"Can't write {what}: it tells of {found.DataLength} bytes of kind {found.Kind}, the data are {Hdu.DataLength} of kind {Hdu.Kind}; leave the cards of the layout as they came");
    }
}

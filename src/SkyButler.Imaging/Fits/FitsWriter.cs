using System.Buffers;
using System.Numerics;
using SkyButler.Imaging.Fits.Headers;
using SkyButler.Imaging.Fits.Writing;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Fits;

/// <summary>
/// Writes a FITS file HDU by HDU, forwards only. Cards that describe the file's layout are written as the data need
/// them; those among the given cards are left out. Writing under a temporary name and renaming is the caller's business.
/// </summary>
public sealed partial class FitsWriter : IAsyncDisposable
{
    private const int BandBytes = 1 << 20;
    private readonly Stream _stream;
    private bool _owned;
    private bool _begun;

    /// <summary>Writes to a stream, which is left open.</summary>
    public FitsWriter(Stream stream) => _stream = stream;

    /// <summary>Makes a file; it must not exist. Its name is only a name: nothing in it is interpreted.</summary>
    /// <exception cref="ImagingException">It exists, or can't be made.</exception>
    public static FitsWriter Create(string path)
    {
        try
        {
            return new FitsWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true)) { _owned = true };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ImagingException($"Can't make {path}: {error.Message}", error);
        }
    }

    /// <summary>Writes an HDU without data, as the first HDU of multi-extension files is.</summary>
    public Task WriteEmptyAsync(IEnumerable<FitsCard>? cards = null, CancellationToken cancellationToken = default)
    {
        var header = Beginning("IMAGE");
        header.Add(FitsCard.Of("BITPIX", 8, "no data"));
        header.Add(FitsCard.Of("NAXIS", 0, "no axes"));
        AddRequired(header);
        AddFurther(header, cards);
        return WriteHeaderAsync(header, cancellationToken);
    }

    /// <summary>
    /// Writes an image of any pixel type, compressed or not. A compressed image can't be a file's first HDU: one without
    /// data is put before it.
    /// </summary>
    /// <exception cref="ImagingException">The compression can't take pixels of this type.</exception>
    public Task WriteImageAsync(
        Image image, IEnumerable<FitsCard>? cards = null, FitsCompression? compression = null, CancellationToken cancellationToken = default)
    {
        if (image.Box.IsEmpty)
            throw new ImagingException("An image without pixels can't be written");
        return PixelTypes.Dispatch(image.PixelType, new ImageWriter(this, image, cards, compression, cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_owned)
            await _stream.DisposeAsync().ConfigureAwait(false);
    }

    private async Task WritePlainAsync<T>(Image<T> image, IEnumerable<FitsCard>? cards, CancellationToken cancellationToken)
        where T : unmanaged, INumber<T>
    {
        var header = Beginning("IMAGE");
        header.Add(FitsCard.Of("BITPIX", StoredImage.BitpixOf(image.PixelType), "bits of a pixel; negative for real numbers"));
        header.Add(FitsCard.Of("NAXIS", 2, "axes"));
        header.Add(FitsCard.Of("NAXIS1", image.Width, "columns"));
        header.Add(FitsCard.Of("NAXIS2", image.Height, "rows"));
        AddRequired(header);
        header.AddRange(StoredImage.OffsetCards(image.PixelType));
        AddFurther(header, cards);
        await WriteHeaderAsync(header, cancellationToken).ConfigureAwait(false);
        int size = StoredImage.SizeOf(image.PixelType);
        int rows = (int)Math.Clamp(BandBytes / ((long)image.Width * size), 1, image.Height);
        // A band is turned to the file's order while the one before is written.
        byte[] now = ArrayPool<byte>.Shared.Rent(checked(rows * image.Width * size)), next = ArrayPool<byte>.Shared.Rent(rows * image.Width * size);
        var writing = ValueTask.CompletedTask;
        try
        {
            for (int y = 0; y < image.Height; y += rows)
            {
                int pixels = Math.Min(rows, image.Height - y) * image.Width;
                StoredImage.Fill(now.AsSpan(0, pixels * size), image.Pixels.AsSpan(y * image.Width, pixels), image.PixelType);
                await writing.ConfigureAwait(false);
                writing = _stream.WriteAsync(now.AsMemory(0, pixels * size), cancellationToken);
                (now, next) = (next, now);
            }

            await writing.ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(now);
            ArrayPool<byte>.Shared.Return(next);
        }

        await PadAsync(image.Box.Area * size, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteCompressedAsync<T>(
        Image<T> image, IEnumerable<FitsCard>? cards, FitsCompression compression, CancellationToken cancellationToken)
        where T : unmanaged, INumber<T>
    {
        if (!_begun)
            await WriteEmptyAsync(null, cancellationToken).ConfigureAwait(false);
        var encoded = await ImageEncoder.EncodeAsync(image, compression, cancellationToken).ConfigureAwait(false);
        AddFurther(encoded.Cards, cards);
        await WriteEncodedAsync(encoded.Cards, encoded.Data, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes an HDU of which cards and data are made already.</summary>
    internal async Task WriteEncodedAsync(FitsHeader header, IReadOnlyList<ReadOnlyMemory<byte>> data, CancellationToken cancellationToken)
    {
        await WriteHeaderAsync(header, cancellationToken).ConfigureAwait(false);
        long length = 0;
        foreach (var piece in data)
        {
            await _stream.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
            length += piece.Length;
        }

        await PadAsync(length, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes HDUs of which all bytes are there already, in whole blocks.</summary>
    internal async Task WriteWholeAsync(ReadOnlyMemory<byte> blocks, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(blocks, cancellationToken).ConfigureAwait(false);
        _begun = true;
    }

    private FitsHeader Beginning(string extension) => new([_begun
        ? FitsCard.Of("XTENSION", extension, "extension")
        : FitsCard.Of("SIMPLE", true, "FITS standard 4.0")]);

    private void AddRequired(FitsHeader header)
    {
        if (!_begun)
            header.Add(FitsCard.Of("EXTEND", true, "extensions may follow"));
        else
            header.AddRange([FitsCard.Of("PCOUNT", 0, "no parameters"), FitsCard.Of("GCOUNT", 1, "one group")]);
    }

    private static void AddFurther(FitsHeader header, IEnumerable<FitsCard>? cards) =>
        header.AddRange((cards ?? []).Where(card => card.IsCommentary || !LayoutCards.Contains(card.Keyword)));

    private async Task WriteHeaderAsync(FitsHeader header, CancellationToken cancellationToken)
    {
        var writer = new CardWriter();
        foreach (var card in header)
            writer.Write(card);
        await _stream.WriteAsync(writer.ToBlocks(), cancellationToken).ConfigureAwait(false);
        _begun = true;
    }

    private async Task PadAsync(long length, CancellationToken cancellationToken)
    {
        var padding = new byte[FitsBlocks.RoundUp(length) - length];
        await _stream.WriteAsync(padding, cancellationToken).ConfigureAwait(false);
    }

    private sealed class ImageWriter(
        FitsWriter writer, Image image, IEnumerable<FitsCard>? cards, FitsCompression? compression, CancellationToken cancellationToken)
        : IPixelTypeVisitor<Task>
    {
        public Task Visit<T>()
            where T : unmanaged, INumber<T> => compression is null
            ? writer.WritePlainAsync((Image<T>)image, cards, cancellationToken)
            : writer.WriteCompressedAsync((Image<T>)image, cards, compression, cancellationToken);
    }
}

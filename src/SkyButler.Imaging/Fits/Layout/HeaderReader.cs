using SkyButler.Imaging.Fits.Headers;
using SkyButler.Imaging.Fits.Sources;

namespace SkyButler.Imaging.Fits.Layout;

/// <summary>Takes the bytes of one header from a file, up to its END.</summary>
internal static class HeaderReader
{
    private const int CardsABlock = FitsBlocks.Length / HeaderParser.CardLength;

    /// <summary>The whole blocks of a header, or null when what is there doesn't begin as a header does.</summary>
    public static async Task<byte[]?> ReadAsync(IByteSource source, long offset, int index, long maxCards, CancellationToken cancellationToken)
    {
        var bytes = new byte[FitsBlocks.Length];
        int length = 0;
        while (true)
        {
            if (offset + length + FitsBlocks.Length > source.Length)
            {
                if (length == 0)
                {
                    var rest = bytes.AsMemory(0, (int)(source.Length - offset));
                    await source.ReadExactlyAsync(offset, rest, cancellationToken).ConfigureAwait(false);
                    if (!BeginsHeader(rest.Span, index))
                        return null;
                }

                throw new FitsFormatException(source.Name, $"HDU {index}: the file ends at byte {source.Length} before the header's END card");
            }

            if ((long)length / HeaderParser.CardLength >= maxCards)
                throw new FitsFormatException(source.Name, $"HDU {index}: the header has no END card within {length / HeaderParser.CardLength} cards");
            if (length + FitsBlocks.Length > bytes.Length)
                Array.Resize(ref bytes, checked(bytes.Length * 2));
            var block = bytes.AsMemory(length, FitsBlocks.Length);
            await source.ReadExactlyAsync(offset + length, block, cancellationToken).ConfigureAwait(false);
            if (length == 0 && !BeginsHeader(block.Span, index))
                return null;
            length += FitsBlocks.Length;
            if (HasEnd(block.Span))
                return bytes[..length];
        }
    }

    private static bool BeginsHeader(ReadOnlySpan<byte> block, int index) => block.StartsWith(index == 0 ? "SIMPLE  ="u8 : "XTENSION="u8);

    private static bool HasEnd(ReadOnlySpan<byte> block)
    {
        for (int card = 0; card < CardsABlock; card++)
        {
            if (HeaderParser.IsEnd(block.Slice(card * HeaderParser.CardLength, HeaderParser.CardLength)))
                return true;
        }

        return false;
    }
}

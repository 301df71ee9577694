using System.Globalization;
using System.Text;

namespace SkyButler.Pipelines.Programs.Running;

/// <summary>
/// Makes lines of the bytes that a program prints. Bytes that are no UTF-8 and control characters are shown as <c>\xNN</c>, so that nothing a
/// program prints can do anything to a terminal; a line that is longer than a page of text is cut.
/// </summary>
/// <param name="line">Gets each line, with how many bytes it had.</param>
internal sealed class ConsoleLines(Action<string, long> line) : IConsoleSink
{
    private const int LongestLine = 8192;
    private readonly byte[] open = new byte[LongestLine];
    private int length;
    private long bytes;

    public void Take(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            var end = piece.IndexOfAny((byte)'\n', (byte)'\r');
            var part = end < 0 ? piece : piece[..end];
            var kept = Math.Min(part.Length, LongestLine - length);
            part[..kept].CopyTo(open.AsSpan(length));
            length += kept;
            bytes += part.Length;
            if (end < 0)
                return;
            // What draws bars by returning to the line's beginning makes empty lines.
            if (bytes > 0 || piece[end] == '\n')
                End();
            piece = piece[(end + 1)..];
        }
    }

    /// <summary>The rest, where the last line has no end.</summary>
    public void Finish()
    {
        if (bytes > 0)
            End();
    }

    private void End()
    {
        var text = Show(open.AsSpan(0, length));
        line(bytes > length ? string.Create(CultureInfo.InvariantCulture, $"{text}… ({bytes - length} more bytes)") : text, bytes);
        length = 0;
        bytes = 0;
    }

    private static string Show(ReadOnlySpan<byte> content)
    {
        var text = new StringBuilder(content.Length);
        while (!content.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(content, out var rune, out var consumed);
            if (status == System.Buffers.OperationStatus.Done && (!Rune.IsControl(rune) || rune.Value == '\t'))
                text.Append(rune.ToString());
            else
                foreach (var value in content[..consumed])
                    text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
            content = content[consumed..];
        }

        return text.ToString();
    }
}

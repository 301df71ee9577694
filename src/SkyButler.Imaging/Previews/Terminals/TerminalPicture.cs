using System.Globalization;
using System.Text;

namespace SkyButler.Imaging.Previews.Terminals;

/// <summary>Pictures as sequences of characters that terminals show.</summary>
public static class TerminalPicture
{
    private const int KittyPiece = 4096;

    // A cube of so many steps in each channel: 216 colours, of the 256 that terminals keep.
    private const int Steps = 6;

    /// <summary>A picture as text that ends with a new line.</summary>
    /// <exception cref="ImagingException">It has no pixels.</exception>
    public static async Task<string> EncodeAsync(Picture picture, TerminalProtocol protocol, CancellationToken cancellationToken = default)
    {
        if (protocol == TerminalProtocol.Blocks)
            return Blocks(picture);
        if (protocol == TerminalProtocol.Sixel)
            return Sixels(picture);
        using var png = new MemoryStream();
        await PngWriter.WriteAsync(png, picture, cancellationToken).ConfigureAwait(false);
        string base64 = Convert.ToBase64String(png.GetBuffer(), 0, (int)png.Length);
        return protocol == TerminalProtocol.Iterm
            ? string.Create(CultureInfo.InvariantCulture, $"\u001b]1337;File=inline=1;size={png.Length}:{base64}\a\n")
            : Kitty(base64);
    }

    private static string Kitty(string base64)
    {
        var text = new StringBuilder();
        for (int at = 0; at < base64.Length; at += KittyPiece)
        {
            int length = Math.Min(KittyPiece, base64.Length - at), more = at + length < base64.Length ? 1 : 0;
            text.Append(CultureInfo.InvariantCulture, $"\u001b_G{(at == 0 ? "f=100,a=T," : "")}m={more};").Append(base64, at, length).Append("\u001b\\");
        }

        return text.Append('\n').ToString();
    }

    // Two pixels a character: the upper one is its colour, the lower one its background.
    private static string Blocks(Picture picture)
    {
        var text = new StringBuilder();
        for (int row = 0; row < picture.Height; row += 2)
        {
            for (int column = 0; column < picture.Width; column++)
            {
                var (red, green, blue) = Color(picture, column, row);
                text.Append(CultureInfo.InvariantCulture, $"\u001b[38;2;{red};{green};{blue}");
                if (row + 1 < picture.Height)
                {
                    (red, green, blue) = Color(picture, column, row + 1);
                    text.Append(CultureInfo.InvariantCulture, $";48;2;{red};{green};{blue}");
                }

                text.Append("m\u2580");
            }

            text.Append("\u001b[0m\n");
        }

        return text.ToString();
    }

    // Rows of six pixels; within them one pass over the row for each colour that is there.
    private static string Sixels(Picture picture)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"\u001bPq\"1;1;{picture.Width};{picture.Height}");
        for (int color = 0; color < Steps * Steps * Steps; color++)
            text.Append(CultureInfo.InvariantCulture, $"#{color};2;{Percent(color / (Steps * Steps))};{Percent(color / Steps % Steps)};{Percent(color % Steps)}");
        var bits = new byte[Steps * Steps * Steps][];
        for (int top = 0; top < picture.Height; top += 6)
        {
            Array.Clear(bits);
            for (int row = top; row < Math.Min(top + 6, picture.Height); row++)
            {
                for (int column = 0; column < picture.Width; column++)
                {
                    var (red, green, blue) = Color(picture, column, row);
                    int color = (Step(red, column, row) * Steps * Steps) + (Step(green, column, row) * Steps) + Step(blue, column, row);
                    (bits[color] ??= new byte[picture.Width])[column] |= (byte)(1 << (row - top));
                }
            }

            for (int color = 0; color < bits.Length; color++)
            {
                if (bits[color] is { } ofColor)
                    AppendRuns(text.Append('#').Append(color.ToString(CultureInfo.InvariantCulture)), ofColor).Append('$');
            }

            text.Append('-');
        }

        return text.Append("\u001b\\\n").ToString();
    }

    private static StringBuilder AppendRuns(StringBuilder text, byte[] bits)
    {
        for (int at = 0; at < bits.Length;)
        {
            int end = at;
            while (end < bits.Length && bits[end] == bits[at])
                end++;
            char sixel = (char)('?' + bits[at]);
            _ = end - at > 3 ? text.Append(CultureInfo.InvariantCulture, $"!{end - at}{sixel}") : text.Append(sixel, end - at);
            at = end;
        }

        return text;
    }

    private static int Percent(int step) => step * 100 / (Steps - 1);

    // Bayer's pattern of two by two lets neighbours make up for what the palette lacks.
    private static int Step(byte value, int column, int row)
    {
        int threshold = (((row & 1) * 2) + (column & 1)) switch { 0 => 32, 1 => 160, 2 => 224, _ => 96 };
        return Math.Min(Steps - 1, ((value * (Steps - 1)) + threshold) / 255);
    }

    private static (byte Red, byte Green, byte Blue) Color(Picture picture, int column, int row)
    {
        int at = ((row * picture.Width) + column) * picture.Channels;
        return picture.Channels == 1
            ? (picture.Pixels[at], picture.Pixels[at], picture.Pixels[at])
            : (picture.Pixels[at], picture.Pixels[at + 1], picture.Pixels[at + 2]);
    }
}

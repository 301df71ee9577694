using System.Text;

namespace SkyButler.Imaging;

/// <summary>Makes text that may hold bytes of a foreign file safe to print on one line of a terminal.</summary>
internal static class OneLine
{
    private const int Longest = 2000;

    public static string Of(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (char c in text)
        {
            if (line.Length >= Longest)
            {
                line.Append("...");
                break;
            }

            line.Append(char.IsControl(c) ? ' ' : c);
        }

        return line.ToString();
    }
}

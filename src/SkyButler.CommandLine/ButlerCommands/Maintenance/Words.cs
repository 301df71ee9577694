using System.Text;

namespace SkyButler.CommandLine.ButlerCommands.Maintenance;

/// <summary>Names of kinds as they are shown.</summary>
internal static class Words
{
    /// <summary>MissingFile is shown as missing-file.</summary>
    public static string OfName(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
            text.Append(text.Length > 0 && char.IsUpper(letter) ? "-" : "").Append(char.ToLowerInvariant(letter));
        return text.ToString();
    }
}

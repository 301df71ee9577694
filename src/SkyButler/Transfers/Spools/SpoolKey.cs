using System.Globalization;
using System.Text;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.Transfers.Spools;

/// <summary>Texts whose order by code unit is that of the values they are made of.</summary>
internal static class SpoolKey
{
    /// <summary>What stands between the parts of a key: below every character of a text.</summary>
    public const char Between = '\u0001';

    /// <summary>The key of data ID values.</summary>
    public static string Of(ReadOnlySpan<DataIdValue> values)
    {
        var key = new StringBuilder();
        foreach (var value in values)
            key.Append(value.IsText ? value.Text : Of(value.Number)).Append(Between);
        return key.ToString();
    }

    /// <summary>The key of several texts, the first counting most.</summary>
    public static string Of(params ReadOnlySpan<string> texts) => string.Join(Between, texts!);

    /// <summary>The key of an integer, negative ones first.</summary>
    public static string Of(long number) => (unchecked((ulong)number) ^ (1UL << 63)).ToString("x16", CultureInfo.InvariantCulture);
}

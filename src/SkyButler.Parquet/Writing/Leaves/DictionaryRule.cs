namespace SkyButler.Parquet.Writing.Leaves;

/// <summary>When a dictionary is worth its while.</summary>
internal static class DictionaryRule
{
    /// <summary>After so many values it shows whether they repeat.</summary>
    public const int Sample = 4096;

    /// <summary>Whether so many different values among so many are few enough.</summary>
    public static bool Pays(int distinct, long seen) => seen < Sample || distinct <= seen / 2;
}

namespace SkyButler.Pipelines.Provenance.Files;

/// <summary>How the parts of a provenance graph are compressed.</summary>
public sealed record CompressionSettings
{
    /// <summary>Level of Zstandard, from 1 (quick) to 22 (small).</summary>
    public int Level { get; init; } = 10;

    /// <summary>Bytes of the dictionary that all parts share; 0 for none.</summary>
    public int DictionarySize { get; init; } = 1 << 15;

    /// <summary>From how many quanta the dictionary is made; graphs with fewer have none.</summary>
    public int DictionaryInputs { get; init; } = 512;
}

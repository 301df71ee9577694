namespace SkyButler.Pipelines.Provenance.Files;

/// <summary>What an address in a provenance graph leads to, by its place in a row.</summary>
internal enum NodeKind
{
    Dataset = 0,
    Quantum = 1,
    Log = 2,
    Metadata = 3,
}

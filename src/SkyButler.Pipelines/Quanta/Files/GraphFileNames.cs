namespace SkyButler.Pipelines.Quanta.Files;

/// <summary>Names of the parts of a graph file, and what is the same in all.</summary>
internal static class GraphFileNames
{
    public const string Header = "header.json.zst";
    public const string Dictionary = "compression_dict";
    public const string Pipeline = "pipeline_graph.json.zst";
    public const string ThinGraph = "thin_graph.json.zst";
    public const string DimensionData = "dimension_data.json.zst";
    public const string InitQuanta = "init_quanta.json.zst";
    public const string Quanta = "quantum_datasets.mb";
    public const string ProvenanceQuanta = "quanta.mb";
    public const string ProvenanceDatasets = "datasets.mb";
    public const string ProvenanceAddresses = "nodes.addr";
    public const string ProvenanceMetadata = "metadata.mb";
    public const string ProvenanceLogs = "logs.mb";
    public const string Packages = "packages.json.zst";
    public const string Addresses = "quanta.addr";

    /// <summary>The extension of graph files.</summary>
    public const string Extension = ".qg";

    /// <summary>The version of the format that is written.</summary>
    public const int Version = 1;

    /// <summary>Bytes of each integer in the binary parts.</summary>
    public const int IntegerSize = 8;

    /// <summary>Most bytes that one part may have when it is decompressed.</summary>
    public const long LargestPart = 1L << 30;
}

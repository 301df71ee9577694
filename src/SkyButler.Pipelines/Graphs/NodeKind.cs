namespace SkyButler.Pipelines.Graphs;

/// <summary>Kinds of nodes in a pipeline graph; the numbers are the original's, by which nodes are sorted.</summary>
internal enum NodeKind
{
    DatasetType = 0,
    TaskInit = 1,
    Task = 2,
}

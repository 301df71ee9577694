using SkyButler.Pipelines.Graphs;

namespace SkyButler.Pipelines.Showing.Drawings;

/// <summary>A node of a pipeline's drawing: a task or a dataset type, or several that differ in their names alone.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Names">Labels of tasks or names of dataset types.</param>
/// <param name="Dimensions">Its dimensions in braces.</param>
/// <param name="Detail">The class of a task, or the storage class of a dataset type.</param>
internal sealed record PipelineNode(NodeKind Kind, IReadOnlyList<string> Names, string Dimensions, string Detail)
{
    /// <summary>What it is known by in drawings, as in the original's: the first name and the number of its kind.</summary>
    public string Id => $"{Names[0]}:{(int)Kind}";
}

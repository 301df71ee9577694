namespace SkyButler.Pipelines.Showing.Drawings;

/// <summary>An arrow of a pipeline's drawing, by the numbers of its nodes.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="IsPrerequisite">Whether what is read must be there before.</param>
/// <param name="Component">The component that is read; null for whole datasets.</param>
internal readonly record struct PipelineArrow(int From, int To, bool IsPrerequisite, string? Component);

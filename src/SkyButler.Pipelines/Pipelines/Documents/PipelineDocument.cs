namespace SkyButler.Pipelines.Pipelines.Documents;

/// <summary>One file, before its imports are resolved.</summary>
/// <param name="Own">What the file itself declares.</param>
/// <param name="Imports">What it takes in, in order.</param>
internal sealed record PipelineDocument(Pipeline Own, IReadOnlyList<PipelineImport> Imports);

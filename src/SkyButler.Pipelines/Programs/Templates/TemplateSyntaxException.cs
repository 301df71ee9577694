namespace SkyButler.Pipelines.Programs.Templates;

/// <summary>A text with placeholders is not written as it should be.</summary>
internal sealed class TemplateSyntaxException(string message) : PipelineException(message);

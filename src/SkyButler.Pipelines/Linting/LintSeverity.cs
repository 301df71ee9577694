namespace SkyButler.Pipelines.Linting;

/// <summary>How bad a finding is.</summary>
public enum LintSeverity
{
    /// <summary>The pipeline works, but perhaps not as it is meant.</summary>
    Warning,

    /// <summary>The pipeline can't work.</summary>
    Error,
}

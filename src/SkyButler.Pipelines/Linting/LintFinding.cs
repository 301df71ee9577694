namespace SkyButler.Pipelines.Linting;

/// <summary>Something about a pipeline that can't work, or is likely not meant.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">What it is, in one line.</param>
public sealed record LintFinding(LintSeverity Severity, string Message)
{
    /// <summary>As a terminal shows it.</summary>
    public override string ToString() => $"{(Severity == LintSeverity.Error ? "error" : "warning")}: {Message}";
}

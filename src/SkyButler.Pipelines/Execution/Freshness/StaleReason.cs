namespace SkyButler.Pipelines.Execution.Freshness;

/// <summary>One of the reasons why a quantum would run again.</summary>
/// <param name="Cause">What kind of reason it is.</param>
/// <param name="Text">In words, as the end of "it would run again: …".</param>
public sealed record StaleReason(StaleCause Cause, string Text);

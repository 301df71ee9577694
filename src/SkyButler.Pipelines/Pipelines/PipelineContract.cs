namespace SkyButler.Pipelines.Pipelines;

/// <summary>A condition on the configurations of a pipeline's tasks.</summary>
/// <param name="Expression">The condition, in Python, with task labels as names.</param>
/// <param name="Message">What to say where it does not hold; null where nobody says.</param>
public sealed record PipelineContract(string Expression, string? Message);

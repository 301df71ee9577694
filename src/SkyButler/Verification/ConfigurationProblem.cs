namespace SkyButler.Verification;

/// <summary>What makes a datastore unable to keep datasets of a type.</summary>
/// <param name="DatasetType">The dataset type.</param>
/// <param name="Datastore">The datastore.</param>
/// <param name="Reason">What is wrong with its configuration, in a sentence.</param>
public sealed record ConfigurationProblem(string DatasetType, string Datastore, string Reason);

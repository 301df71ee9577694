using SkyButler.Datasets;

namespace SkyButler.Pipelines.Programs.Staging;

/// <summary>A dataset that a program reads, and where.</summary>
/// <param name="Connection">The input.</param>
/// <param name="Dataset">The dataset, whose data ID has records.</param>
/// <param name="Location">The path or URI that the program gets.</param>
/// <param name="LocalFile">The file that it reads; null for a URI.</param>
internal sealed record StagedInput(string Connection, DatasetRef Dataset, string Location, string? LocalFile);

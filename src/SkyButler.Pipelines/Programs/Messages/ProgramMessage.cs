using SkyButler.Datasets;

namespace SkyButler.Pipelines.Programs.Messages;

/// <summary>Lines that a program printed in one quantum and a named pattern describes.</summary>
/// <param name="Task">The task's label.</param>
/// <param name="Source">The quantum's metadata, or its log where it failed: with run and data ID.</param>
/// <param name="Name">The pattern's name.</param>
/// <param name="Level">What it means: <c>note</c>, <c>warn</c>, <c>fail</c>.</param>
/// <param name="Count">How many lines there were.</param>
/// <param name="Lines">The first of them.</param>
/// <param name="Values">What named groups matched in these lines, by group; empty where the quantum failed.</param>
public sealed record ProgramMessage(
    string Task, DatasetRef Source, string Name, string Level, long Count, IReadOnlyList<string> Lines, IReadOnlyDictionary<string, IReadOnlyList<string>> Values);

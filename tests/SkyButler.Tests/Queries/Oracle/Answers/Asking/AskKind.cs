namespace SkyButler.Tests.Queries.Oracle.Answers.Asking;

/// <summary>What is asked for.</summary>
internal enum AskKind
{
    DataIds,
    Records,
    Datasets,
    General,
}

using System.Text.Json;
using SkyButler.Registry;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Registry.Writers;

/// <summary>What one process of a campaign does.</summary>
internal sealed record WriterJob
{
    public const string Variable = "SKYBUTLER_WRITER_JOB";

    public required string Url { get; init; }

    public string? Namespace { get; init; }

    /// <summary>The number of its first writer.</summary>
    public required int First { get; init; }

    /// <summary>How many writers it runs at once.</summary>
    public required int Writers { get; init; }

    /// <summary>How many clients these share.</summary>
    public required int Clients { get; init; }

    /// <summary>How often each writer goes round, unless <see cref="Seconds"/> says otherwise.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>How long they go on; 0 for <see cref="Rounds"/>.</summary>
    public int Seconds { get; init; }

    /// <summary>Where it writes down what its writers did.</summary>
    public required string Log { get; init; }

    public RegistrySettings Settings => TestRegistry.SettingsFor(default, Url) with { Namespace = Namespace };

    public static WriterJob FromEnvironment() => JsonSerializer.Deserialize<WriterJob>(Environment.GetEnvironmentVariable(Variable)!)!;

    public string ToText() => JsonSerializer.Serialize(this);
}

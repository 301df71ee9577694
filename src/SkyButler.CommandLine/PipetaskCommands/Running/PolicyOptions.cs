using System.Globalization;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.Pipelines.Requests;

namespace SkyButler.CommandLine.PipetaskCommands.Running;

/// <summary>The options that say how often, how long and with how much memory quanta are tried; each for all tasks, or for that of a label.</summary>
internal static class PolicyOptions
{
    private const string Everywhere = "";
    private const double Most = 1e9;
    private static readonly string[] Failures = ["error", "timeout", "crash", "memory"];

    private static readonly ListOption Timeout = new("--timeout")
    {
        Metavar = "[LABEL:]SECONDS",
        Default = ["2592000"],
        Help = "Seconds that a task may work on one quantum before it is asked to stop, and counts as failed.",
    };

    private static readonly ListOption Retries = new("--retries")
    {
        Metavar = "[LABEL:]NUMBER",
        Help = "How many times a quantum that failed is tried again. What a task says would fail in the same way is not.",
    };

    private static readonly ListOption RetryOn = new("--retry-on")
    {
        Metavar = "[LABEL:]FAILURE ...",
        Help = "Which failures are tried again: error, timeout, crash, memory, or names of exceptions; all of them where none is given.",
    };

    private static readonly ListOption MemoryLimit = new("--memory-limit")
    {
        Metavar = "[LABEL:]SIZE",
        Help = "Memory that a worker process may take for a quantum, such as 2GB; with --worker-processes.",
    };

    private static readonly ListOption MemoryGrowth = new("--memory-growth")
    {
        Metavar = "[LABEL:]FACTOR",
        Help = "By what the memory of each further attempt is multiplied.",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<CommandOption> All => [Timeout, Retries, RetryOn, MemoryLimit, MemoryGrowth];

    /// <summary>What holds for all tasks, and for single ones.</summary>
    /// <exception cref="UsageException">A value can't be read.</exception>
    public static (QuantumPolicy Policy, IReadOnlyDictionary<string, QuantumPolicy> Policies) Read(CommandValues values)
    {
        List<(string Label, Func<QuantumPolicy, QuantumPolicy> Change)> changes =
        [
            .. Given(values, Timeout, text => (QuantumPolicy p) => p with { Timeout = TimeSpan.FromSeconds(Number(Timeout, text, 1)) }),
            .. Given(values, Retries, text => (QuantumPolicy p) => p with { Retries = Whole(Retries, text) }),
            .. values[RetryOn].GroupBy(t => Split(t).Label, StringComparer.Ordinal)
                .Select(g => (g.Key, (Func<QuantumPolicy, QuantumPolicy>)(p => p with { RetryOn = [.. g.Select(t => Failure(Split(t).Value))] }))),
            .. Given(values, MemoryLimit, text => (QuantumPolicy p) => p with { MemoryLimit = MemorySizes.Read(MemoryLimit, text) }),
            .. Given(values, MemoryGrowth, text => (QuantumPolicy p) => p with { MemoryGrowth = Number(MemoryGrowth, text, 1) }),
        ];
        var general = Apply(new QuantumPolicy(), Everywhere);
        return (general, changes.Select(c => c.Label).Where(l => l != Everywhere).Distinct(StringComparer.Ordinal)
            .ToDictionary(l => l, l => Apply(general, l), StringComparer.Ordinal));

        QuantumPolicy Apply(QuantumPolicy policy, string label) => changes.Where(c => c.Label == label).Aggregate(policy, (p, c) => c.Change(p));
    }

    private static IEnumerable<(string Label, Func<QuantumPolicy, QuantumPolicy> Change)> Given(
        CommandValues values, ListOption option, Func<string, Func<QuantumPolicy, QuantumPolicy>> change) =>
        values[option].Select(Split).Select(s => (s.Label, change(s.Value)));

    private static (string Label, string Value) Split(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return (colon < 0 ? Everywhere : text[..colon].Trim(), text[(colon + 1)..].Trim());
    }

    // Names of exceptions have capitals or dots.
    private static string Failure(string text) => Failures.Contains(text, StringComparer.OrdinalIgnoreCase) || text.Any(c => char.IsAsciiLetterUpper(c) || c == '.')
        ? text
        : throw new UsageException($"Invalid value for '{RetryOn}': '{text}' is no failure; there are {string.Join(", ", Failures)}, and names of exceptions.{Suggestions.For(text, Failures)}");

    private static int Whole(ListOption option, string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new UsageException($"Invalid value for '{option}': '{text}' is not a number from 0.");

    private static double Number(ListOption option, string text, double least) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least && number <= Most
            ? number
            : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"Invalid value for '{option}': '{text}' is not a number from {least} to {Most}."));
}

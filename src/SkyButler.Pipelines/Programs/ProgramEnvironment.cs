using System.Collections;
using System.Globalization;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Programs.Staging;
using SkyButler.Pipelines.Programs.Templates;

namespace SkyButler.Pipelines.Programs;

/// <summary>The variables that a program gets.</summary>
internal static class ProgramEnvironment
{
    private const string Path = "PATH";

    // What says to libraries how many threads they may start.
    private static readonly string[] Threads = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"];

    /// <summary>Where programs are searched.</summary>
    public static string SearchPath(ProgramConfig config) =>
        config.Env.TryGetValue(Path, out var own) && !own.Contains('{', StringComparison.Ordinal) ? own : Environment.GetEnvironmentVariable(Path) ?? "";

    /// <summary>The variables of one quantum's program.</summary>
    public static IReadOnlyDictionary<string, string> Make(ProgramConfig config, ProgramTemplates templates, ProgramValues values, ExecutionResources resources)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry inherited in Environment.GetEnvironmentVariables())
            if (!config.EnvClear || config.EnvKeep.Contains((string)inherited.Key, StringComparer.Ordinal))
                variables[(string)inherited.Key] = (string?)inherited.Value ?? "";
        foreach (var name in Threads)
            variables[name] = resources.Cores.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, template) in templates.Variables)
            variables[name] = values.Fill(template);
        return variables;
    }
}

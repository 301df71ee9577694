using System.Reflection;
using Microsoft.Extensions.Logging;
using SkyButler.Configuration.Repositories;
using SkyButler.Registry;

namespace SkyButler;

/// <summary>What is logged of a repository at level DEBUG: what was opened, in which versions, and each statement that its database is asked.</summary>
internal static class OpeningLog
{
    private const int LongestStatement = 2000;

    /// <summary>Tells of the opening, and has all statements told from now on.</summary>
    public static void Begin(SqlRegistry registry, ButlerConfig config, ILogger log, TimeSpan taken)
    {
        var database = registry.Context.Database;
        log.LogDebug(
            "SkyButler {Version} opened {Repository} for {Access}: database {Database}, dimension universe {Universe}, collections by {Keys}, dates as {Dates}; in {Milliseconds:0.0} ms.",
            typeof(OpeningLog).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
            config.Root.DisplayName,
            registry.Access == RegistryAccess.ReadOnly ? "reading" : "writing",
            database.Location,
            registry.Universe,
            registry.Context.Variant.NamesAreKeys ? "names" : "numbers",
            registry.Context.Variant.DatesAreText ? "text" : "nanoseconds",
            taken.TotalMilliseconds);
        database.Asked = (statement, time, rows) => log.LogDebug("{Milliseconds:0.0} ms, {Rows} rows: {Statement}", time.TotalMilliseconds, rows, OneLine(statement));
    }

    private static string OneLine(string statement)
    {
        var line = string.Join(' ', statement.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > LongestStatement ? $"{line[..LongestStatement]}… ({line.Length} letters)" : line;
    }
}

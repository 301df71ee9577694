using System.Globalization;
using Microsoft.Extensions.Logging;
using SkyButler.Pipelines.Execution.Records;
using SkyButler.Pipelines.Programs.Settings;

namespace SkyButler.Pipelines.Programs.Messages;

/// <summary>Counts the lines of a program that patterns describe, and keeps the first of them.</summary>
internal sealed class MessageFinder
{
    /// <summary>The group of the metadata that holds what was found.</summary>
    public const string Group = "program.messages";

    private readonly List<Found> all;

    public MessageFinder(IReadOnlyDictionary<string, ProgramMessageConfig> messages) =>
        all = [.. messages.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => new Found(new MessagePattern(m.Key, m.Value)))];

    /// <summary>Looks at a line.</summary>
    public void Look(string line)
    {
        foreach (var found in all)
            found.Look(line);
    }

    /// <summary>Puts into metadata what was found: of each pattern its level, the count, the lines that are kept and the values of its groups.</summary>
    public void Note(TaskMetadata metadata)
    {
        foreach (var found in all.Where(f => f.Count > 0))
        {
            var group = metadata.Group($"{Group}.{found.Pattern.Name}");
            group["level"] = Level(found);
            group["count"] = found.Count;
            group.SetList("lines", found.Lines);
            for (var i = 0; i < found.Pattern.Groups.Count; i++)
                group.SetList($"values.{found.Pattern.Groups[i]}", found.Values.Select(v => v[i]).ToList());
        }
    }

    /// <summary>Puts values of an output beside the messages, under the output's name.</summary>
    public static void NoteValues(TaskMetadata metadata, string output, IReadOnlyDictionary<string, object> values)
    {
        var group = metadata.Group($"{Group}.{output}");
        group["level"] = "note";
        group["count"] = 1;
        foreach (var (name, value) in values)
            group.SetList($"values.{name}", new[] { value });
    }

    /// <summary>Tells the log, which failures have too.</summary>
    public void Tell(ILogger log)
    {
        foreach (var found in all.Where(f => f.Count > 0))
            log.Log(
                found.Pattern.Config.Level switch { MessageLevel.Fail => LogLevel.Error, MessageLevel.Warn => LogLevel.Warning, _ => LogLevel.Information },
                "{Message}",
                new FoundMessage(found.Pattern.Name, Level(found), found.Count, found.Lines[0]).ToString());
    }

    /// <summary>Refuses what a pattern says is a failure.</summary>
    /// <exception cref="ProgramException">There is such a line.</exception>
    public void Judge(string program)
    {
        if (all.Find(f => f.Count > 0 && f.Pattern.Config.Level == MessageLevel.Fail) is { } failure)
            throw new ProgramException(string.Create(
                CultureInfo.InvariantCulture, $"The program '{program}' printed {failure.Count} line(s) that the pattern '{failure.Pattern.Name}' of 'messages' says are a failure: {failure.Lines[0]}"));
    }

    private static string Level(Found found) => found.Pattern.Config.Level.ToString().ToLowerInvariant();

    private sealed class Found(MessagePattern pattern)
    {
        public MessagePattern Pattern { get; } = pattern;

        public long Count { get; private set; }

        public List<string> Lines { get; } = [];

        public List<IReadOnlyList<string>> Values { get; } = [];

        public void Look(string line)
        {
            if (!Pattern.Matches(line))
                return;
            if (Count++ >= Pattern.Config.Keep)
                return;
            Lines.Add(line);
            Values.Add(Pattern.Values(line));
        }
    }
}

using SkyButler.Pipelines.Configs.Checks;

namespace SkyButler.Pipelines.Programs.Templates;

/// <summary>A command that is a script for a shell.</summary>
internal static class ShellTemplate
{
    private const string Field = "command";

    /// <summary>Reads it; what is wrong is left out and noted.</summary>
    public static CommandTemplate Read(object? command, object? arguments, ConfigProblems problems)
    {
        if (arguments is not null)
            problems.Add("arguments", "a script for a shell has none; put them into 'command'");
        if (command is not string script)
        {
            problems.Add(Field, "with 'shell: true' it is one text");
            return new CommandTemplate([]);
        }

        try
        {
            var template = TextTemplate.Parse(script);
            if (QuotedPlaceholder(script) is { } quoted)
                problems.Add(Field, $"{quoted} stands within quotes; write it without, as its value becomes a quoted word");
            return new CommandTemplate([.. new[] { TextTemplate.Parse("/bin/sh"), TextTemplate.Parse("-c"), template }.Select(w => new CommandPart([w], Field))]) { IsScript = true };
        }
        catch (TemplateSyntaxException e)
        {
            problems.Add(Field, e.Message);
            return new CommandTemplate([]);
        }
    }

    // A value within quotes would end them, and what is in it would be looked at by the shell.
    private static string? QuotedPlaceholder(string script)
    {
        var quote = '\0';
        for (var i = 0; i < script.Length; i++)
        {
            switch (script[i])
            {
                case '\\' when quote != '\'':
                    i++;
                    break;
                case '\'' or '"' when quote == '\0' || quote == script[i]:
                    quote = quote == '\0' ? script[i] : '\0';
                    break;
                case '{' when i + 1 < script.Length && script[i + 1] == '{':
                    i++;
                    break;
                case '{' when quote != '\0':
                    return script[i..(script.IndexOf('}', i) + 1)];
                default:
                    break;
            }
        }

        return null;
    }
}

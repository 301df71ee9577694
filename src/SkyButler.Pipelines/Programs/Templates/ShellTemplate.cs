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
            return new CommandTemplate([.. new[] { TextTemplate.Parse("/bin/sh"), TextTemplate.Parse("-c"), template }.Select(w => new CommandPart([w], Field))]) { Script = new ShellScanner(script).Find() };
        }
        catch (TemplateSyntaxException e)
        {
            problems.Add(Field, e.Message);
            return new CommandTemplate([]);
        }
    }
}

namespace SkyButler.Pipelines.Programs.Templates;

/// <summary>Where a placeholder stands in a script.</summary>
/// <param name="IsQuoted">Whether within double quotes, or in a here-document; else it becomes a quoted word.</param>
/// <param name="StartsWord">Whether a word begins with it.</param>
internal readonly record struct ShellPlace(bool IsQuoted, bool StartsWord);

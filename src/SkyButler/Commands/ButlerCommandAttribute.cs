namespace SkyButler.Commands;

/// <summary>Makes a class that implements <see cref="IButlerCommand"/> a subcommand of <c>butler</c>.</summary>
/// <param name="name">What is typed.</param>
/// <param name="summary">What it does, in a line.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ButlerCommandAttribute(string name, string summary) : Attribute
{
    /// <summary>What is typed.</summary>
    public string Name => name;

    /// <summary>What it does, in a line.</summary>
    public string Summary => summary;
}

namespace SkyButler.Pipelines.Configs.Checks;

/// <summary>Collects what is wrong with a configuration and with which of its fields, so that messages can name their lines.</summary>
public sealed class ConfigProblems
{
    private readonly List<(string Field, string Problem)> found = [];

    /// <summary>What was found so far.</summary>
    internal IReadOnlyList<(string Field, string Problem)> Found => found;

    /// <summary>Notes a problem.</summary>
    /// <param name="field">The field, relative to the configuration; elements as <c>command[2]</c> and <c>inputs['raw'].access</c>.</param>
    /// <param name="problem">What is wrong, without a full stop.</param>
    public void Add(string field, string problem) => found.Add((field, problem));
}

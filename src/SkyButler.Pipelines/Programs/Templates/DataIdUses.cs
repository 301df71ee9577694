using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Configs.Checks;
using SkyButler.Pipelines.Connections;
using SkyButler.Pipelines.Connections.Errors;

namespace SkyButler.Pipelines.Programs.Templates;

/// <summary>Checks what a program's command line takes from data IDs, while the graph is built and nothing has run.</summary>
internal sealed class DataIdUses
{
    private readonly IReadOnlyList<(TextTemplate Template, string Place, string? Each)> templates;
    private readonly HashSet<(string Template, DimensionGroup Group)> known = [];

    public DataIdUses(ProgramConfig config) =>
        templates = [.. new ProgramTemplates(config, new ConfigProblems()).All.Where(t => t.Template.Placeholders.Any(p => p.IsData))];

    /// <summary>Refuses names that the dimensions do not have, and values that can't be given to a program.</summary>
    /// <exception cref="ConnectionException">There is one.</exception>
    public void Check(QuantumAdjustment quantum)
    {
        foreach (var (template, place, each) in templates)
        {
            Check(quantum.Label, place, template, each is null ? [quantum.DataId] : [.. quantum.Inputs.GetValueOrDefault(each, []).Select(d => d.DataId)]);
            foreach (var join in template.Placeholders.Where(p => p.Kind == Placeholder.Join))
                foreach (var dataset in quantum.Inputs.GetValueOrDefault(join.Arguments[0], []))
                    CheckDimension(quantum.Label, place, join, join.Arguments[1], dataset.DataId);
        }
    }

    private void Check(string label, string place, TextTemplate template, IReadOnlyList<DataCoordinate> dataIds)
    {
        foreach (var dataId in dataIds)
        {
            foreach (var placeholder in template.Placeholders.Where(p => p.Kind is Placeholder.DataId or Placeholder.Record))
            {
                if (placeholder.Kind == Placeholder.DataId)
                    CheckDimension(label, place, placeholder, placeholder.Arguments[0], dataId);
                else if (known.Add((place + placeholder, dataId.Dimensions)))
                    CheckField(label, place, placeholder, dataId.Dimensions);
            }

            if (template.First is { Kind: Placeholder.DataId } first && ArgumentSafety.IsOption(Value(first.Arguments[0], dataId)))
                throw new ConnectionException($"{label}: the argument '{template.Text}' ({place}) would be '{Value(first.Arguments[0], dataId)}' for {dataId}, which a program takes for an option; write something before it, such as '--name={template.Text}'.");
        }
    }

    private static void CheckDimension(string label, string place, Placeholder placeholder, string dimension, DataCoordinate dataId)
    {
        if (!dataId.Dimensions.Contains(dimension))
            throw new ConnectionException($"{label}: {placeholder} ({place}) asks for '{dimension}', which {dataId} does not have.{Suggestions.For(dimension, dataId.Dimensions.Names)}");
        if (ArgumentSafety.Problem(Value(dimension, dataId)) is { } problem)
            throw new ConnectionException($"{label}: the value of '{dimension}' in {dataId} can't be given to a program ({place}): it holds {problem}.");
    }

    private static void CheckField(string label, string place, Placeholder placeholder, DimensionGroup group)
    {
        var (element, field) = RecordValue.Split(placeholder.Arguments[0]);
        if (group.Elements.FirstOrDefault(e => e.Name == element) is not { } found)
            throw new ConnectionException($"{label}: {placeholder} ({place}) asks for a record of '{element}', which {group} does not have.{Suggestions.For(element, group.Elements.Select(e => e.Name))}");
        if (found.Schema.IndexOf(field) < 0 && field != element)
            throw new ConnectionException($"{label}: {placeholder} ({place}) asks for a field that records of '{element}' do not have.{Suggestions.For(field, found.Schema.Fields.Select(f => f.Name))}");
    }

    private static string Value(string dimension, DataCoordinate dataId) => dataId.TryGet(dimension, out var value) && value.IsText ? value.Text : "";
}

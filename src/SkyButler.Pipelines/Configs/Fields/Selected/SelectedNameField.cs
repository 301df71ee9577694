using SkyButler.Pipelines.Configs.Selections;

namespace SkyButler.Pipelines.Configs.Fields.Selected;

/// <summary>The kind that a field chooses (<c>name</c>), or the kinds (<c>names</c>).</summary>
internal sealed class SelectedNameField(bool isMultiple) : ConfigField(isMultiple ? "names" : "name", isMultiple ? "the kinds that are chosen" : "the kind that is chosen")
{
    public override Type ValueType => isMultiple ? typeof(IReadOnlyList<string>) : typeof(string);

    public override bool IsOptional => false;

    public override object? Get(Config owner) => ((SelectionConfig)owner).Chosen is var names && isMultiple ? names : names.FirstOrDefault();

    public override void Set(Config owner, object? literal, string? text)
    {
        var selection = (SelectionConfig)owner;
        selection.Choose(literal switch
        {
            string name => [name],
            IReadOnlyList<object?> names when isMultiple && names.All(n => n is string) => [.. names.Cast<string>().Distinct(StringComparer.Ordinal)],
            _ => throw new ArgumentException(isMultiple ? "it takes a list of names" : "it takes a name"),
        });
    }

    public override string? Problem(Config owner) => isMultiple || ((SelectionConfig)owner).Chosen.Count > 0 ? null : "no kind is chosen";
}

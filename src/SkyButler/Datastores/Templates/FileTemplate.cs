using System.Text;
using SkyButler.Datasets;

namespace SkyButler.Datastores.Templates;

/// <summary>
/// How the path of a dataset's file follows from its type, data ID and run. Read once, applied to many datasets; the path is relative
/// to the datastore's root, without extension, and never leaves the root.
/// </summary>
internal sealed class FileTemplate
{
    private readonly IReadOnlyList<TemplateField> fields;
    private readonly string tail;

    private FileTemplate(string text, IReadOnlyList<TemplateField> fields, string tail)
    {
        Text = text;
        this.fields = fields;
        this.tail = tail;
    }

    /// <summary>The template as it was written.</summary>
    public string Text { get; }

    /// <summary>The fields in order.</summary>
    public IReadOnlyList<TemplateField> Fields => fields;

    /// <summary>Reads and checks a template.</summary>
    /// <exception cref="TemplateException">It is wrong, or different datasets would have the same path.</exception>
    public static FileTemplate Parse(string text)
    {
        var (fields, tail) = TemplateParser.Parse(text);
        var template = new FileTemplate(text, fields, tail);
        TemplateRules.Check(template);
        return template;
    }

    /// <summary>Checks that the template suits datasets of a type.</summary>
    /// <exception cref="TemplateException">It asks for dimensions that the type has not, or leaves out some that it has.</exception>
    public void CheckSuits(DatasetType type) => TemplateRules.CheckSuits(this, type);

    /// <summary>The path of a dataset's file, without extension.</summary>
    /// <exception cref="TemplateException">A value is missing, or the path would leave the root.</exception>
    public string Format(DatasetRef dataset)
    {
        var path = new StringBuilder(256);
        foreach (var field in fields)
        {
            var (state, value, name) = Choose(field, dataset);
            if (state == TemplateValueState.NoRecords)
            {
                throw new TemplateException(
                    $"No metadata records attached to dataset {dataset}, but its file template needs '{name}'. Either expand the data ID or change the template.");
            }

            if (state == TemplateValueState.Absent && !field.IsOptional)
            {
                throw new TemplateException(
                    $"'{field.Names}' requested in template via '{Text}' but not defined and not optional, for {dataset.DatasetType.Name} {dataset.DataId}.");
            }

            if (state == TemplateValueState.Present || field.Literal.Contains('/', StringComparison.Ordinal))
                path.Append(field.Literal);
            if (state == TemplateValueState.Present)
                path.Append(field.Format.Apply(value is string text ? TemplatePaths.Sanitize(text, field.KeepsSlash) : value));
        }

        return TemplatePaths.Finish(path.Append(tail).ToString(), $"{dataset.DatasetType.Name} {dataset.DataId}");
    }

    /// <summary>The text of the template.</summary>
    public override string ToString() => Text;

    // The first alternative that the data ID knows decides, even if its record has no such field.
    private static (TemplateValueState State, object? Value, TemplateName Name) Choose(TemplateField field, DatasetRef dataset)
    {
        foreach (var name in field.Alternatives)
        {
            if (TemplateValues.IsKnown(name.Primary, dataset))
                return TemplateValues.Get(name, dataset);
        }

        return (TemplateValueState.Absent, null, field.Alternatives[0]);
    }
}

using System.Text;
using System.Text.Json;
using SkyButler.Configuration.Json;
using SkyButler.Dimensions.Times;

namespace SkyButler.Datastores.Formatters.Structured;

/// <summary>Plain data as JSON: dictionaries, lists, scalars; a timespan as two TAI nanosecond counts.</summary>
public sealed class JsonFormatter : FormatterBase
{
    private const string TimespanClass = "lsst.daf.butler.Timespan";

    /// <inheritdoc />
    public override IReadOnlyList<string> Extensions { get; } = [".json"];

    /// <inheritdoc />
    public override async ValueTask<object> ReadAsync(FormatterSource source, FormatterRequest request, CancellationToken cancellationToken)
    {
        var value = Read(await source.ReadAllAsync(cancellationToken).ConfigureAwait(false), source);
        if (request.StorageClass.PythonType != TimespanClass)
            return value;
        return value is List<object?> { Count: 2 } pair && pair[0] is long begin && pair[1] is long end
            ? Timespan.FromStored(begin, end)
            : throw new DatastoreException($"{source.Name} is no timespan: a list of two integers was expected.");
    }

    /// <inheritdoc />
    public override ValueTask WriteAsync(object value, FormatterTarget target, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        try
        {
            JsonTreeWriter.Append(text, value is Timespan time ? new object[] { time.BeginNanoseconds, time.EndNanoseconds } : value);
        }
        catch (NotSupportedException)
        {
            throw Unfit(value, target, "dictionaries, lists and scalars");
        }

        return target.WriteAllAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
    }

    /// <summary>The plain data of a JSON document.</summary>
    internal static object Read(byte[] content, FormatterSource source)
    {
        try
        {
            return JsonTreeReader.Read(content)
                ?? throw new DatastoreException($"{source.Name} holds nothing; restore it, or remove the dataset.");
        }
        catch (JsonException e)
        {
            throw Damaged(source, "JSON", e);
        }
    }
}

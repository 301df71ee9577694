using SkyButler.Queries.Plans;
using SkyButler.Queries.Plans.Questions;

namespace SkyButler.Queries.Results;

/// <summary>Makes rows with columns of the asker's choice from batches.</summary>
internal sealed class GeneralReader
{
    private readonly QueryPlan plan;
    private readonly int[] columns;

    public GeneralReader(QueryPlan plan)
    {
        this.plan = plan;
        columns = [.. ((Projection.General)plan.Question.Projection).Columns.Select(plan.IndexOf)];
    }

    public IEnumerable<GeneralRow> Read(AnswerBatch batch)
    {
        var dataIds = new DataIdReader(plan.Question.Dimensions, batch);
        for (var i = 0; i < batch.Count; i++)
        {
            var values = new object?[columns.Length];
            for (var c = 0; c < values.Length; c++)
                values[c] = RecordReader.Decode(batch.Rows.Any(columns[c], batch.Row(i)), batch.Rows.Column(columns[c]).Type);
            yield return new GeneralRow(dataIds.Read(i), values);
        }
    }
}

using CourseManagement.Domain;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CourseManagement.Api;

/// <summary>
/// Says of the ids what their converter and their parser keep from the description: they are UUIDs, written as text, in bodies, in lists
/// and in routes.
/// </summary>
internal static class Ids
{
    public static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken stop)
    {
        if (IsId(context.JsonTypeInfo.Type) || IsId(context.ParameterDescription?.ParameterDescriptor?.ParameterType))
            (schema.Type, schema.Format) = (JsonSchemaType.String, "uuid");
        if (IsId(context.JsonTypeInfo.ElementType)) schema.Items = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" };
        return Task.CompletedTask;
    }

    private static bool IsId(Type? type) => type == typeof(CourseId) || type == typeof(StudentId);
}

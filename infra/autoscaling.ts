import * as k8s from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'
import { metaOf } from './labels.ts'
import type { Settings } from './settings.ts'

type Bounds = { min: number; max: number; cpu: number; calm: number }
/** What an adapter serves of each pod, and how much of it one pod is to bear. */
type Metric = { metric: string; perPod: number }

/**
 * Lets the load decide how many pods a Deployment has, by the CPU of the container of the same name and by a metric
 * where there is one. Up at once, as somebody is waiting; down by one a minute once it is calm.
 */
export function autoscale(
  settings: Settings,
  component: string,
  { min, max, cpu, calm }: Bounds,
  metric: Metric | undefined,
  options: pulumi.CustomResourceOptions,
): void {
  new k8s.autoscaling.v2.HorizontalPodAutoscaler(
    component,
    {
      metadata: metaOf(settings, component),
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: component },
        minReplicas: min,
        maxReplicas: max,
        metrics: [
          ...(metric
            ? [
                {
                  type: 'Pods',
                  pods: {
                    metric: { name: metric.metric },
                    target: { type: 'AverageValue', averageValue: String(metric.perPod) },
                  },
                },
              ]
            : []),
          {
            type: 'ContainerResource',
            containerResource: {
              name: 'cpu',
              container: component,
              target: { type: 'Utilization', averageUtilization: cpu },
            },
          },
        ],
        behavior: {
          scaleUp: {
            stabilizationWindowSeconds: 0,
            policies: [
              { type: 'Percent', value: 100, periodSeconds: 30 },
              { type: 'Pods', value: 2, periodSeconds: 30 },
            ],
            selectPolicy: 'Max',
          },
          scaleDown: {
            stabilizationWindowSeconds: calm,
            policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }],
          },
        },
      },
    },
    options,
  )
}
